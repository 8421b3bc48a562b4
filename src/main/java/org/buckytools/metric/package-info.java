/**
 * Metric names: checked once, mapped to paths and back.
 *
 * <p>Whoever holds a {@link org.buckytools.metric.MetricName} need not check it again. Nothing here
 * touches a file system.
 */
package org.buckytools.metric;
