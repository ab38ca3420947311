package dev.baton.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import dev.baton.platform.json.CanonicalJson;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The published schema and the reader say the same, as far as a schema can. */
class GraphSchemaTests {

    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(WorkflowTemplates.resource("schema.json"), InputFormat.JSON);

    static List<WorkflowTemplate> templates() {
        return WorkflowTemplates.all();
    }

    private static List<?> errors(String json) {
        return SCHEMA.validate(json, InputFormat.JSON);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void takesEveryTemplate(WorkflowTemplate template) {
        assertThat(errors(CanonicalJson.write(template.graph()))).isEmpty();
    }

    @Test
    void takesEveryKindThatTheReaderTakes() {
        var json = GraphReaderTests.EVERY_KIND.replace('\'', '"');

        assertThat(GraphReader.read(json).isClean()).isTrue();
        assertThat(errors(json)).isEmpty();
    }

    static Stream<String> examplesOfTheGuide() throws IOException {
        return Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs", "workflows.md")))
                .results()
                .map(block -> block.group(1).strip());
    }

    @ParameterizedTest
    @MethodSource("examplesOfTheGuide")
    void takesTheGuidesExamples(String example) {
        var json = example.contains("\"steps\": [\n") ? example : "{\"steps\":[" + example + "]}";

        assertThat(errors(json)).isEmpty();
        // Alone, a step names what stands nowhere; nothing else may be wrong with it.
        assertThat(GraphReader.read(json).findings())
                .extracting(GraphFinding::code)
                .isSubsetOf("unknown_step", "unknown_variable", "unknown_tool");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'steps': []}",
                "{'steps': [{'id': 'a', 'kind': 'transform', 'value': 1}], 'more': 1}",
                "{'steps': [{'id': 'a', 'kind': 'dance'}]}",
                "{'steps': [{'id': 'A', 'kind': 'transform', 'value': 1}]}",
                "{'steps': [{'id': 'a', 'kind': 'transform', 'value': 1, 'retry': {}}]}",
                "{'steps': [{'id': 'a', 'kind': 'transform'}]}",
                "{'steps': [{'id': 'a', 'kind': 'agent', 'agents': 'x'}]}",
                "{'steps': [{'id': 'a', 'kind': 'agent', 'messages': []}]}",
                "{'steps': [{'id': 'a', 'kind': 'http', 'url': 'http://x', 'method': 'TRACE'}]}",
                "{'steps': [{'id': 'a', 'kind': 'wait'}]}",
                "{'steps': [{'id': 'a', 'kind': 'join', 'merge': {'strategy': 'reduce'}}]}",
                "{'steps': [{'id': 'a', 'kind': 'agent', 'on_failure': {'policy': 'fail', 'x':"
                        + " 1}}]}",
                "{'steps': [{'id': 'a', 'kind': 'agent', 'approval': {'title': 'x'}}]}",
                "{'steps': [{'id': 'a', 'kind': 'agent', 'approval': {'title': 'x', 'roles':"
                        + " ['editor'], 'risk': 'extreme'}}]}",
                "{'variables': {'v': 0}, 'steps': [{'id': 'a', 'kind': 'agent',"
                        + " 'assign': {'v': {'set': 1, 'add': 1}}}]}"
            })
    void refusesWhatTheReaderRefuses(String written) {
        var json = written.replace('\'', '"');

        assertThat(GraphReader.read(json).isClean()).isFalse();
        assertThat(errors(json)).isNotEmpty();
    }
}
