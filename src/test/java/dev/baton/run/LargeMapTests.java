package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A step for each of a thousand items, each of which sends a request and is durable. */
@ServerTest
class LargeMapTests {

    private static final int ITEMS = 1_000;

    @Autowired private MessageFixture fixture;

    private Peer peer;
    private Caller caller;
    private RunClient runs;

    @BeforeEach
    void somebody() {
        peer = new Peer();
        caller = fixture.caller();
        runs = new RunClient(caller.client());
    }

    @AfterEach
    void hangUp() {
        peer.close();
    }

    @Test
    void sendsEachOnceAndBringsTheAnswersTogetherInTheirOrder() {
        var run =
                runs.carryOut(
                        """
                        {'steps': [
                          {'id': 'all', 'kind': 'map', 'over': 'input.numbers', 'as': 'n',
                           'concurrency': 50,
                           'steps': [{'id': 'send', 'kind': 'http', 'method': 'POST',
                                      'url': '%s/${n}', 'body': {'n': '${n}'}}],
                           'output': '${n * 2}',
                           'join': {'strategy': 'list'}}],
                         'output': '${results.all}'}
                        """
                                .formatted(peer.url()),
                        "{'numbers':["
                                + IntStream.range(0, ITEMS)
                                        .mapToObj(String::valueOf)
                                        .collect(Collectors.joining(","))
                                + "]}");

        assertThat(run.path("status").asString()).isEqualTo("completed");
        var doubled = run.path("output").valueStream().mapToInt(it -> it.asInt()).toArray();
        assertThat(doubled).isEqualTo(IntStream.range(0, ITEMS).map(n -> n * 2).toArray());
        assertThat(peer.paths()).hasSize(ITEMS).doesNotHaveDuplicates();
    }
}
