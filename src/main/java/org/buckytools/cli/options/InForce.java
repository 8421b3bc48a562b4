package org.buckytools.cli.options;

import java.util.List;

/**
 * An option and what it comes to.
 *
 * @param option its long name, with dashes
 * @param otherKeys its other long names without dashes, under which it can be set too
 * @param label what stands for its value in the help; empty for a flag
 * @param value as it was written, several parted by spaces; empty if there is none
 * @param from {@code command line}, the name of a variable, {@code FILE:LINE} or {@code default}
 * @param isSet whether it is more than the default
 */
public record InForce(
    String option,
    List<String> otherKeys,
    String label,
    String value,
    String from,
    boolean isSet) {}
