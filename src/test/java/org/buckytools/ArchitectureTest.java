package org.buckytools;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Which package may use which, and what only one of them may do. CONTRIBUTING.md gives the reasons.
 */
class ArchitectureTest {

  private static final String ROOT = "org.buckytools";

  /**
   * What each package may use beside the JDK and itself; those not written yet are here already.
   */
  private static final Map<String, Set<String>> ARROWS = arrows();

  private static final JavaClasses PROGRAM =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

  private static Map<String, Set<String>> arrows() {
    Map<String, Set<String>> arrows = new TreeMap<>();
    arrows.put("progress", Set.of());
    arrows.put("posix", Set.of());
    arrows.put("codec", Set.of("posix"));
    arrows.put("ring", Set.of());
    arrows.put("metric", Set.of());
    arrows.put("whisper", Set.of("posix"));
    arrows.put("tree", Set.of("whisper", "metric", "posix", "progress"));
    arrows.put("fill", Set.of("whisper", "tree", "posix", "progress"));
    arrows.put("wire", Set.of("metric", "ring"));
    arrows.put("client", Set.of("wire", "codec", "metric", "ring", "progress"));
    arrows.put(
        "agent",
        Set.of(
            "wire",
            "tree",
            "fill",
            "ring",
            "client",
            "codec",
            "metric",
            "whisper",
            "posix",
            "progress"));
    arrows.put("archive", Set.of("metric", "progress"));
    arrows.put("store", Set.of("progress", "posix"));
    arrows.put("cluster", Set.of("client", "ring", "metric", "progress", "wire", "posix"));
    arrows.put(
        "backup",
        Set.of("store", "codec", "tree", "fill", "archive", "metric", "progress", "posix"));
    arrows.put("demo", Set.of("fill", "whisper", "progress", "agent", "ring", "metric"));
    Set<String> engines = Set.copyOf(arrows.keySet());
    arrows.put("console", engines);
    arrows.put(
        "cli", Stream.concat(engines.stream(), Stream.of("console")).collect(Collectors.toSet()));
    return arrows;
  }

  @Test
  void everyPackageIsInTheTable() {
    Set<String> unknown =
        PROGRAM.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> !name.equals(ROOT))
            .map(name -> name.substring(ROOT.length() + 1).split("\\.")[0])
            .filter(name -> !ARROWS.containsKey(name))
            .collect(Collectors.toSet());

    assertThat(unknown).as("packages without a line in ARROWS").isEmpty();
  }

  @Test
  void packagesUseOnlyWhatTheyMay() {
    ARROWS.forEach(
        (name, allowed) -> {
          String[] permitted =
              Stream.concat(allowed.stream(), Stream.of(name))
                  .map(other -> ROOT + "." + other + "..")
                  .toArray(String[]::new);
          check(
              noClasses()
                  .that()
                  .resideInAPackage(ROOT + "." + name + "..")
                  .should()
                  .dependOnClassesThat(
                      resideInAnyPackage(ROOT + "..").and(not(resideInAnyPackage(permitted)))));
        });
  }

  @Test
  void nothingUsesItselfInACircle() {
    check(slices().matching(ROOT + ".(**)").should().beFreeOfCycles());
  }

  @Test
  void onlyTheCommandLineKnowsPicocliAndExitCodes() {
    onlyIn("picocli..", "cli..");
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(ROOT, ROOT + ".cli..")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("ExitCode"));
  }

  @Test
  void onlyPosixMakesNativeCalls() {
    onlyIn("java.lang.foreign..", "posix..");
    check(noClasses().should().callMethod(System.class, "load", String.class));
    check(noClasses().should().callMethod(System.class, "loadLibrary", String.class));
  }

  @Test
  void onlyJsonPackagesKnowJackson() {
    onlyIn("com.fasterxml..", "console..", "wire..", "store.swift..");
  }

  @Test
  void onlyCodecsKnowTheCompressionLibrary() {
    onlyIn("io.airlift..", "codec..");
  }

  @Test
  void onlyTheStoreInS3KnowsAmazonsLibrary() {
    onlyIn("software.amazon..", "store.s3..");
  }

  @Test
  void onlyNamesKnowRegularExpressionsOfStrangers() {
    onlyIn("com.google.re2j..", "metric..");
  }

  private static void onlyIn(String library, String... packages) {
    String[] permitted = Stream.of(packages).map(name -> ROOT + "." + name).toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(permitted)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library));
  }

  @Test
  void onlyMainEndsTheProcess() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + ".Main")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .orShould()
            .callMethod(org.buckytools.posix.Ending.class, "now", int.class));
  }

  /** Once a virtual thread has used a socket, Java waits 0.3 s at its end. */
  @Test
  void onlyAgentsHaveVirtualThreads() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".agent..", ROOT + ".demo..")
            .should()
            .callMethod(Thread.class, "ofVirtual")
            .orShould()
            .callMethod(Thread.class, "startVirtualThread", Runnable.class)
            .orShould()
            .callMethod(Executors.class, "newVirtualThreadPerTaskExecutor"));
  }

  @Test
  void onlyConsolePrints() {
    check(
        noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace"));
    onlyFileDescriptorsIn("console");
  }

  private static void onlyFileDescriptorsIn(String name) {
    for (String stream : List.of("in", "out", "err")) {
      check(
          noClasses()
              .that()
              .resideOutsideOfPackage(ROOT + "." + name)
              .should()
              .accessField(java.io.FileDescriptor.class, stream));
    }
  }

  @Test
  void nothingStaticChanges() {
    check(fields().that().areStatic().should().beFinal());
  }

  @Test
  void namesSayWhatThingsAre() {
    check(noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Common)"));
    check(
        noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper.."));
  }

  @Test
  void everyPackageSaysWhatItIs() throws IOException {
    for (Path sources : List.of(Path.of("src/main/java"), Path.of("src/test/java"))) {
      try (Stream<Path> files = Files.walk(sources)) {
        Set<Path> silent =
            files
                .filter(file -> file.toString().endsWith(".java"))
                .map(Path::getParent)
                .filter(folder -> Files.notExists(folder.resolve("package-info.java")))
                .collect(Collectors.toSet());
        assertThat(silent).as("packages without a package-info.java").isEmpty();
      }
    }
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(PROGRAM);
  }
}
