package dev.baton.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class GraphChangesTests {

    private static List<String> changes(String before, String after) {
        return GraphChanges.between(
                        GraphColumn.read(before.replace('\'', '"')),
                        GraphColumn.read(after.replace('\'', '"')))
                .stream()
                .map(each -> each.kind() + " " + each.path())
                .toList();
    }

    @Test
    void followsStepsByTheirIds() {
        assertThat(
                        changes(
                                "{'steps': [{'id': 'a', 'v': 1}, {'id': 'b', 'v': 2}]}",
                                "{'steps': [{'id': 'c'}, {'id': 'b', 'v': 3}]}"))
                .containsExactly("REMOVED /steps/a", "CHANGED /steps/b/v", "ADDED /steps/c");
    }

    @Test
    void tellsThatStepsStandInAnotherOrder() {
        assertThat(
                        changes(
                                "{'steps': [{'id': 'a'}, {'id': 'b'}, {'id': 'c'}]}",
                                "{'steps': [{'id': 'b'}, {'id': 'a'}, {'id': 'd'}]}"))
                .containsExactly("REMOVED /steps/c", "ADDED /steps/d", "MOVED /steps");
    }

    @Test
    void looksIntoStepsOfStepsAndIntoLists() {
        assertThat(
                        changes(
                                "{'steps': [{'id': 'm', 'steps': [{'id': 'x', 'to': ['a',"
                                        + " 'b']}]}]}",
                                "{'steps': [{'id': 'm', 'steps': [{'id': 'x', 'to': ['a', 'c',"
                                        + " 'd']}]}]}"))
                .containsExactly("CHANGED /steps/m/steps/x/to/1", "ADDED /steps/m/steps/x/to/2");
    }

    @Test
    void tellsNullFromNothing() {
        assertThat(changes("{'variables': {'a': null}}", "{'variables': {}}"))
                .containsExactly("REMOVED /variables/a");
        assertThat(changes("{'a': 1}", "{'a': 1}")).isEmpty();
        assertThat(changes("{'a': {}}", "{'a': []}")).containsExactly("CHANGED /a");
    }
}
