package org.buckytools.cli;

import java.util.List;
import org.buckytools.cluster.Member;
import org.buckytools.metric.MetricName;

/**
 * A metric and who has it.
 *
 * @param members whom to ask, in their order
 */
record Copies(MetricName name, List<Member> members) {}
