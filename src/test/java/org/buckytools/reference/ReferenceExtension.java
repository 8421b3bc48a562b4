package org.buckytools.reference;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Skips or fails tests without the reference, and lends them the one running process otherwise. */
final class ReferenceExtension implements ExecutionCondition, ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(ReferenceExtension.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<String> absence = absence(context);
    if (absence.isEmpty()) {
      return ConditionEvaluationResult.enabled("the reference whisper is here");
    }
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError("CI must not skip this test: " + absence.get());
    }
    System.err.println("skipping " + context.getDisplayName() + ": " + absence.get());
    return ConditionEvaluationResult.disabled(absence.get());
  }

  @SuppressWarnings("unchecked")
  private static Optional<String> absence(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent("absence", key -> ReferenceWhisper.absence(), Optional.class);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ReferenceWhisper.class;
  }

  @Override
  public ReferenceWhisper resolveParameter(ParameterContext parameter, ExtensionContext context) {
    // The root's store closes it when all tests are over.
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            ReferenceWhisper.class, key -> ReferenceWhisper.start(), ReferenceWhisper.class);
  }
}
