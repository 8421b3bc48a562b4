package org.buckytools.reference;

import java.util.List;
import org.buckytools.whisper.Archive;

/**
 * A header as the reference reads it.
 *
 * @param aggregation the method's name
 * @param maxRetention the field of the file, believed
 * @param xff the field of the file
 * @param archives in the order of the file
 */
public record ReferenceInfo(
    String aggregation, long maxRetention, double xff, List<Archive> archives) {}
