package dev.baton.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/** The descriptions of all modules' public events. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class EventExamplesTests {

    private final SchemaRegistry schemas =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Autowired private EventCatalogue catalogue;

    @Test
    void everyExampleFitsItsSchema() {
        assertThat(catalogue.descriptions())
                .isNotEmpty()
                .allSatisfy(
                        description ->
                                assertThat(
                                                schemas.getSchema(
                                                                description.schema().toString(),
                                                                InputFormat.JSON)
                                                        .validate(
                                                                description.example().toString(),
                                                                InputFormat.JSON))
                                        .as(description.name())
                                        .isEmpty());
    }

    @Test
    void everySchemaSaysWhatItIs() {
        assertThat(catalogue.descriptions())
                .allSatisfy(
                        description -> {
                            assertThat(description.schema().path("$schema").asString())
                                    .isEqualTo("https://json-schema.org/draft/2020-12/schema");
                            assertThat(description.title()).endsWith(".");
                        });
    }
}
