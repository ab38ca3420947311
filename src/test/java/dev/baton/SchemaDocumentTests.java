package dev.baton;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The committed schema is what the migrations make. */
@SpringBootTest
@AutoConfigureMockMvc
@Tag("database")
class SchemaDocumentTests {

    private static final Path DOCUMENT = Path.of("docs", "schema.sql");

    @Autowired JdbcTemplate jdbc;

    /** After a migration: {@code mvn test -Dtest=SchemaDocumentTests -Dbaton.write-schema=true}. */
    @Test
    void committedSchemaIsTrue() throws IOException {
        var schema = new SchemaDocument(jdbc).text();

        if (Boolean.getBoolean("baton.write-schema")) {
            Files.writeString(DOCUMENT, schema);
        }

        assertThat(DOCUMENT).content().isEqualTo(schema);
    }
}
