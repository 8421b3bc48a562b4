package org.buckytools.cluster.relocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buckytools.cluster.relocation.Relocations.SETTINGS;
import static org.buckytools.cluster.relocation.Relocations.move;

import java.util.List;
import java.util.Optional;
import org.buckytools.wire.Pull;
import org.buckytools.wire.Pulled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often one metric is tried. */
class JobTest {
  @ParameterizedTest
  @CsvSource({"other, 4", "unsound, 2"})
  void whatIsUnsoundIsTriedOnceMoreAndAllElseAsOftenAsIsSet(String reason, int times) {
    Job job = new Job(move("m", List.of("a:1"), List.of("b:1"), true), SETTINGS);
    Pull pull = new Pull("b:1", "m", "m", false);
    int tried = 0;
    for (Optional<Step> step = job.next(); step.isPresent(); step = job.next()) {
      tried++;
      job.pulled((Step.Pulling) step.get(), Pulled.failed(pull, "no", reason));
    }

    assertThat(tried).isEqualTo(times);
    assertThat(job.finished().reason()).startsWith("no; given up after " + times);
  }
}
