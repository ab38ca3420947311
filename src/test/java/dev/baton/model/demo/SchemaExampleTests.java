package dev.baton.model.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import dev.baton.model.CallFailed.Reason;
import dev.baton.model.ModelFixtures;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class SchemaExampleTests {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final Duration SOON = Duration.ofSeconds(10);

    private static final List<String> KEYWORDS =
            List.of(
                    "$ref",
                    "additionalProperties",
                    "allOf",
                    "anyOf",
                    "const",
                    "contains",
                    "enum",
                    "exclusiveMaximum",
                    "exclusiveMinimum",
                    "format",
                    "items",
                    "maxItems",
                    "maxLength",
                    "maximum",
                    "minContains",
                    "minItems",
                    "minLength",
                    "minProperties",
                    "minimum",
                    "multipleOf",
                    "oneOf",
                    "pattern",
                    "prefixItems",
                    "properties",
                    "required",
                    "type",
                    "uniqueItems");

    @Property(tries = 500)
    void fitsEverySchemaOfTheUsualKind(@ForAll("schemas") ObjectNode schema) {
        assertFits(schema, "How many towers has Bangkok, 12 or 7.5?");
    }

    @Test
    void takesWordsAndNumbersFromTheQuestion() {
        var schema =
                ModelFixtures.body(
                        """
                        {'type':'object','properties':{'city':{'type':'string'},
                        'unit':{'enum':['fahrenheit','celsius']},'days':{'type':'integer'},
                        'question':{'type':'string'}},
                        'required':['city','unit','days','question']}
                        """);
        var text = "What will be the weather in Bangkok for 3 days in celsius?";

        var example = example(schema, text);

        assertThat(example.path("city").asString()).isEqualTo("Bangkok");
        assertThat(example.path("unit").asString()).isEqualTo("celsius");
        assertThat(example.path("days").asInt()).isEqualTo(3);
        assertThat(example.path("question").asString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^[A-Z]{2}\\\\d{4}$",
                "^(red|green)-[0-9a-f]{8}$",
                "^\\\\+?[1-9]\\\\d{1,14}$",
                "[^a-z]+",
                "^\\\\w+@\\\\w+\\\\.com$",
                "^[\\\\w.-]+$"
            })
    void fitsPatterns(String pattern) {
        assertFits(ModelFixtures.body("{'type':'string','pattern':'" + pattern + "'}"), "anything");
    }

    @Test
    void fitsFormatsAndLengthsAndMultiples() {
        assertFits(ModelFixtures.body("{'type':'string','format':'date-time'}"), "x");
        assertFits(ModelFixtures.body("{'type':'string','minLength':50,'maxLength':51}"), "x");
        assertFits(ModelFixtures.body("{'type':'string','minLength':9,'pattern':'^[a-z]+$'}"), "x");
        assertFits(ModelFixtures.body("{'type':'number','minimum':7,'multipleOf':2.5}"), "x");
        assertFits(ModelFixtures.body("{'type':'integer','multipleOf':1.5,'minimum':1}"), "x");
        assertFits(
                ModelFixtures.body(
                        "{'type':'number','exclusiveMinimum':0,'exclusiveMaximum':0.001}"),
                "x");
        assertFits(
                ModelFixtures.body(
                        "{'type':'array','uniqueItems':true,'minItems':3,'items':{'enum':[1,2,3]}}"),
                "x");
    }

    @Test
    void followsReferencesAndEndsRecursion() {
        assertFits(
                ModelFixtures.body(
                        """
                        {'$ref':'#/$defs/node','$defs':{'node':{'type':'object','properties':{
                        'value':{'type':'integer'},
                        'next':{'anyOf':[{'$ref':'#/$defs/node'},{'type':'null'}]},
                        'children':{'type':'array','items':{'$ref':'#/$defs/node'}}},
                        'required':['value','next','children'],'additionalProperties':false}}}
                        """),
                "x");
    }

    @Test
    void survivesSchemasThatMakeNoSense() {
        for (var schema :
                List.of(
                        "{'$ref':'#'}",
                        "{'$ref':'#/nowhere'}",
                        "{'type':'array','minItems':1000000000,'items':{'type':'array','minItems':9}}",
                        "{'type':'string','minLength':2000000000}",
                        "{'type':'string','pattern':'(((((a+)+)+)+)+)+$'}",
                        "{'type':'string','pattern':'['}",
                        "{'type':'number','multipleOf':0}",
                        "{'type':7,'enum':'x','properties':[]}",
                        "{'type':'object','minProperties':100000000}")) {
            assertThat(example(ModelFixtures.body(schema), "x")).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'integer','minimum':1e600000000}",
                "{'type':'integer','maximum':-1e600000000}",
                "{'type':'number','exclusiveMinimum':1e600000000,'multipleOf':1e-600000000}",
                "{'type':'integer','multipleOf':1e-600000000}",
                "{'type':'integer','multipleOf':1e600000000}",
                "{'type':'number','minimum':1,'multipleOf':1e-99}",
                "{'type':'string','minLength':1e600000000,'maxLength':1e-600000000}",
                "{'type':'array','minItems':1e600000000,'items':{'minimum':1e600000000}}",
                "{'type':'array','uniqueItems':true,'minItems':3,'items':{'const':1e600000000}}",
                "{'type':'array','uniqueItems':true,'minItems':3,'items':{'enum':[1e600000000]}}",
                "{'allOf':[{'$ref':'#'}]}",
                "{'anyOf':[{'$ref':'#'}]}",
                "{'oneOf':[{'allOf':[{'$ref':'#'}]}]}",
                "{'type':'object','required':['a'],'additionalProperties':{'allOf':[{'$ref':'#'}]}}",
                "{'type':'string','pattern':'a{-5}'}",
                "{'type':'string','pattern':'(?<'}",
                "{'type':'string','pattern':'^','minLength':20000}"
            })
    void endsSoonForSchemasWithoutMeasure(String schema) {
        var example =
                assertTimeoutPreemptively(
                        SOON, () -> example(ModelFixtures.exactBody(schema), "12 or 7.5?"));

        assertThat(example).isNotNull();
    }

    @Test
    void leavesOverlongPatternsOutOfAccount() {
        var schema =
                NODES.objectNode().put("type", "string").put("pattern", "^".repeat(3_000_000));
        var many = NODES.objectNode().put("type", "array").put("minItems", 2_000);
        many.putObject("$defs").set("a", schema.put("minLength", 1));
        many.putObject("items").put("$ref", "#/$defs/a");

        var example = assertTimeoutPreemptively(SOON, () -> example(many, "x"));

        assertThat(example.get(0).asString()).isEqualTo("example");
    }

    @Test
    void takesTheBoundsThatAreOfUse() {
        var wide = "{'type':'integer','minimum':%s}".formatted("9".repeat(60));
        var fine = "{'type':'number','exclusiveMinimum':0,'maximum':1e-60}";
        var even = "{'type':'integer','minimum':3,'multipleOf':0.0625e2}";

        assertFits(ModelFixtures.exactBody(wide), "x");
        assertFits(ModelFixtures.exactBody(fine), "x");
        assertThat(example(ModelFixtures.exactBody(even), "x").asInt()).isEqualTo(25);
    }

    @Test
    void makesEveryItemOfALongListDifferent() {
        for (var items :
                List.of(
                        "{'type':'integer','minimum':1}",
                        "{'type':'integer'}",
                        "{'type':'number','minimum':0,'multipleOf':0.5}",
                        "{'type':'string'}")) {
            var schema = "{'type':'array','uniqueItems':true,'minItems':1500,'items':" + items;

            assertFits(ModelFixtures.exactBody(schema + "}"), "x");
        }
    }

    @Property(tries = 300)
    void endsSoonForEverySchema(@ForAll("wildSchemas") ObjectNode schema) {
        assertTimeoutPreemptively(
                SOON,
                () -> {
                    try {
                        assertThat(example(schema, "Is it 12 or 7.5?")).isNotNull();
                    } catch (Effort.Over refused) {
                        assertThat(refused.failure().reason()).isEqualTo(Reason.REQUEST_REFUSED);
                    }
                });
    }

    /** Any keyword with any value, and references to everything. */
    @Provide
    Arbitrary<ObjectNode> wildSchemas() {
        return Combinators.combine(wild(2), wild(2), wild(1))
                .as(
                        (schema, a, b) -> {
                            schema.putObject("$defs").<ObjectNode>set("a", a).set("b", b);
                            return schema;
                        });
    }

    private static Arbitrary<ObjectNode> wild(int depth) {
        var values =
                Arbitraries.of(
                                "1e600000000",
                                "-1e600000000",
                                "1e-600000000",
                                "2000000000",
                                "20000",
                                "-1",
                                "0.3",
                                "true",
                                "null",
                                "'number'",
                                "['integer','null']",
                                "'object'",
                                "'array'",
                                "'string'",
                                "'#'",
                                "'#/$defs/a'",
                                "'((a{20000}|b*)+)*c'",
                                "['x','y','z']",
                                "[{'$ref':'#'},{'$ref':'#/$defs/a'},{'$ref':'#/$defs/b'}]",
                                "{'$ref':'#'}",
                                "{'x':{'$ref':'#/$defs/a'},'y':{'$ref':'#/$defs/b'}}")
                        .map(json -> ModelFixtures.exactBody("{'v':" + json + "}").get("v"));
        var all =
                depth == 0
                        ? values
                        : Arbitraries.oneOf(values, wild(depth - 1).map(it -> (JsonNode) it));
        return Arbitraries.maps(Arbitraries.of(KEYWORDS), all)
                .ofMaxSize(8)
                .map(
                        rules -> {
                            var schema = NODES.objectNode();
                            rules.forEach(schema::set);
                            return schema;
                        });
    }

    @Provide
    Arbitrary<ObjectNode> schemas() {
        return schema(3);
    }

    private static Arbitrary<ObjectNode> schema(int depth) {
        var leaves =
                Arbitraries.oneOf(
                        strings(), integers(), numbers(), enums(), type("boolean"), type("null"));
        if (depth == 0) {
            return leaves;
        }
        // Not lazyOf: it remembers its choices by where it is called, so the depth would never shrink.
        return Arbitraries.oneOf(leaves, objects(depth), arrays(depth), nullable(depth));
    }

    private static Arbitrary<ObjectNode> type(String type) {
        return Arbitraries.just(NODES.objectNode().put("type", type));
    }

    private static Arbitrary<ObjectNode> strings() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 40), Arbitraries.integers().between(0, 9))
                .as(
                        (least, more) ->
                                NODES.objectNode()
                                        .put("type", "string")
                                        .put("minLength", least)
                                        .put("maxLength", least + more));
    }

    private static Arbitrary<ObjectNode> integers() {
        return Combinators.combine(
                        Arbitraries.integers().between(-50, 50),
                        Arbitraries.integers().between(0, 30))
                .as(
                        (least, more) ->
                                NODES.objectNode()
                                        .put("type", "integer")
                                        .put("minimum", least)
                                        .put("maximum", least + more));
    }

    private static Arbitrary<ObjectNode> numbers() {
        return Combinators.combine(
                        Arbitraries.doubles().between(-5, 5), Arbitraries.of(true, false))
                .as(
                        (bound, low) ->
                                NODES.objectNode()
                                        .put("type", "number")
                                        .put(low ? "exclusiveMinimum" : "exclusiveMaximum", bound));
    }

    private static Arbitrary<ObjectNode> enums() {
        return Arbitraries.of("red", "green", "blue")
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .map(
                        names -> {
                            var schema = NODES.objectNode();
                            names.forEach(schema.putArray("enum")::add);
                            return schema;
                        });
    }

    private static Arbitrary<ObjectNode> objects(int depth) {
        return Combinators.combine(
                        schema(depth - 1).list().ofMaxSize(4),
                        Arbitraries.integers().between(0, 15))
                .as(
                        (schemas, required) -> {
                            var schema = NODES.objectNode().put("type", "object");
                            var properties = schema.putObject("properties");
                            var names = new ArrayList<String>();
                            for (var i = 0; i < schemas.size(); i++) {
                                properties.set("p" + i, schemas.get(i));
                                if ((required & 1 << i) != 0) {
                                    names.add("p" + i);
                                }
                            }
                            names.forEach(schema.putArray("required")::add);
                            return schema.put("additionalProperties", false);
                        });
    }

    private static Arbitrary<ObjectNode> arrays(int depth) {
        return Combinators.combine(
                        schema(depth - 1),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 2))
                .as(
                        (items, least, more) ->
                                NODES.objectNode()
                                        .put("type", "array")
                                        .put("minItems", least)
                                        .put("maxItems", least + more)
                                        .<ObjectNode>set("items", items));
    }

    private static Arbitrary<ObjectNode> nullable(int depth) {
        return schema(depth - 1)
                .map(
                        inner -> {
                            var schema = NODES.objectNode();
                            schema.putArray("anyOf").add(inner).addObject().put("type", "null");
                            return schema;
                        });
    }

    private static void assertFits(ObjectNode schema, String question) {
        var example = example(schema, question);

        var errors = REGISTRY.getSchema(schema).validate(example);

        assertThat(errors).as("%s for %s", example, schema).isEmpty();
    }

    private static JsonNode example(ObjectNode schema, String question) {
        return new SchemaExample(
                        schema, new Question("", question, List.of()), new Effort(() -> {}))
                .make();
    }
}
