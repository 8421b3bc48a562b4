package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.buckytools.reference.ReferenceWhisper;
import org.buckytools.reference.RequiresReference;
import org.buckytools.samples.Cases;
import org.buckytools.samples.RandomWhisper;
import org.junit.jupiter.api.Test;

/** All eight methods compute what Graphite's whisper computes, to the last bit. */
@RequiresReference
class DifferentialAggregationTest {
  @Test
  void resultsHaveTheSameBits(ReferenceWhisper reference) {
    Cases.run(
        1000,
        random -> {
          RandomWhisper whisper = new RandomWhisper(random);
          double[] values = new double[1 + random.nextInt(12)];
          for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(4) == 0 ? Double.NaN : whisper.value();
          }
          values[random.nextInt(values.length)] = whisper.value();
          for (Aggregation method : RandomWhisper.GRAPHITES) {
            double ours = method.aggregate(values, 0, values.length, 0, new double[values.length]);
            double theirs = reference.aggregate(method, values);
            assertThat(Double.doubleToRawLongBits(ours))
                .as("%s of %s: %s, %s", method, Arrays.toString(values), ours, theirs)
                .isEqualTo(Double.doubleToRawLongBits(theirs));
          }
        });
  }
}
