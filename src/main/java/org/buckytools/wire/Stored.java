package org.buckytools.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What became of a database that was sent or fetched.
 *
 * @param download nanoseconds spent receiving
 * @param dump nanoseconds spent storing what was received; 0 with us, who store nothing twice
 * @param fill nanoseconds spent filling
 * @param compress nanoseconds spent decoding
 * @param copy nanoseconds spent on creating or replacing
 * @param outcome ours: one of {@code created}, {@code filled}, {@code unchanged}, {@code replaced};
 *     null from buckyd
 * @param points ours: how many were written
 * @param received ours: digest of what came
 * @param digest ours: digest of what is on disk now
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Stored(
    @JsonProperty("Download") long download,
    @JsonProperty("Dump") long dump,
    @JsonProperty("Fill") long fill,
    @JsonProperty("Compress") long compress,
    @JsonProperty("Copy") long copy,
    @JsonProperty("Outcome") String outcome,
    @JsonProperty("Points") long points,
    @JsonProperty("Received") String received,
    @JsonProperty("Digest") String digest) {}
