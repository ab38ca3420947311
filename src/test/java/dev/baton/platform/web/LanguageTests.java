package dev.baton.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Locale;

class LanguageTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    th                          | THAI
                    es-MX,es;q=0.9,en;q=0.8     | SPANISH
                    fr,th-TH;q=0.8,en;q=0.5     | THAI
                    en-GB,th;q=0.9              | ENGLISH
                    """)
    void takesTheFirstThatIsSpoken(String header, Language language) {
        assertThat(Language.accepted(header)).contains(language);
    }

    @ParameterizedTest
    @CsvSource({"fr", "'not a; header ;;'", "''"})
    void leavesOthersOpen(String header) {
        assertThat(Language.accepted(header)).isEmpty();
    }

    @Test
    void speaksEnglishWhereNothingElseFits() {
        assertThat(Language.of(Locale.FRENCH)).isEqualTo(Language.ENGLISH);
    }
}
