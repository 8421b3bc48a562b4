package org.buckytools.cluster.relocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.client.AgentClient;
import org.buckytools.client.ClientSettings;
import org.buckytools.client.FaultyAgent;
import org.buckytools.wire.Pull;
import org.buckytools.wire.Pulled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberAgentTest {
  private static final String RING =
      "{\"Name\":\"h\",\"Nodes\":[{\"Server\":\"h\",\"Port\":0,\"Instance\":\"\"}],"
          + "\"Algo\":\"carbon\",\"Replicas\":1,\"Features\":[\"pull\"]}";

  /** What an owner says to a pull, and whether the metric is then carried there by us. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"Reason\":\"no peer\",\"Error\":\"h is no member\"; true",
        "\"Reason\":\"other\",\"Error\":\"--allow-agent.wsp: it is unsound\"; false",
        "\"Reason\":\"new word\",\"Error\":\"h is not allowed by --allow-agent\"; false",
        "\"Error\":\"h is not allowed by --allow-agent\"; true",
        "\"Error\":\"it is unsound\"; false",
        "\"Points\":0; false",
      })
  void carriesWhatTheOwnerMayNotFetch(String words, boolean carried) throws Exception {
    String told = "{\"From\":\"s:1\",\"Metric\":\"m\",\"As\":\"n\",\"Outcome\":\"failed\"," + words;
    FaultyAgent.Behaviour owning =
        (request, out) ->
            FaultyAgent.whole("", request.contains("/pulls") ? told + "}\n" : RING)
                .answer(request, out);
    FaultyAgent.Behaviour ring = FaultyAgent.whole("", RING);
    FaultyAgent.Behaviour gone = FaultyAgent.saying("HTTP/1.1 404 Not Found\r\n\r\n");
    FaultyAgent.Behaviour holding =
        (request, out) -> (request.contains("/hashring") ? ring : gone).answer(request, out);
    try (FaultyAgent owner = new FaultyAgent(owning);
        FaultyAgent source = new FaultyAgent(holding);
        AgentClient to = client(owner);
        AgentClient from = client(source)) {
      List<Pulled> heard = new ArrayList<>();
      MemberAgent agent = new MemberAgent(to, address -> from, false, () -> {});

      agent.pull(List.of(new Pull("s:1", "m", "n", false)), heard::add);

      // The source has been asked, and has it no more.
      assertThat(heard).hasSize(1);
      assertThat(heard.getFirst().outcome()).isEqualTo(carried ? "absent" : "failed");
      assertThat(source.requests().isEmpty()).isEqualTo(!carried);
    }
  }

  private static AgentClient client(FaultyAgent agent) throws IOException {
    return new AgentClient(agent.address(), ClientSettings.usual());
  }
}
