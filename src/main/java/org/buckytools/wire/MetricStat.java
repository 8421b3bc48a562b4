package org.buckytools.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A metric's file, as buckyd tells of it.
 *
 * @param name of the metric
 * @param size in bytes, before any encoding
 * @param mode permissions and kind, as Go has them; the permissions are the last nine bits
 * @param modTime of the last change, seconds since 1970
 * @param encoding of the body beside it: 0 none, 1 snappy
 * @param digest ours: {@link ContentDigest} of the file; null where nobody has read it
 * @param error ours, in answers about many: why there is no stat; null if there is one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricStat(
    @JsonProperty("Name") String name,
    @JsonProperty("Size") long size,
    @JsonProperty("Mode") long mode,
    @JsonProperty("ModTime") long modTime,
    @JsonProperty("Encoding") int encoding,
    @JsonProperty("Digest") String digest,
    @JsonProperty("Error") String error) {}
