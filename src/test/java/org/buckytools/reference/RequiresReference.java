package org.buckytools.reference;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test needs Debian's python3-whisper. Without that package it is skipped, and says so; with
 * CI=true in the environment it fails instead.
 *
 * <p>Gives the test's methods and its constructor a parameter of type {@link ReferenceWhisper}: one
 * process for the whole test run. Tagged {@code reference}, so that runs of very many tests can
 * leave such out.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("reference")
@ExtendWith(ReferenceExtension.class)
public @interface RequiresReference {}
