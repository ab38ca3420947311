package dev.baton.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class CsvTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+66 2 123",
                "-1+cmd",
                "-",
                "--1",
                "@SUM(A1)",
                "\t=1",
                "=HYPERLINK(1)"
            })
    void disarmsWhatASpreadsheetWouldCalculate(String text) {
        assertThat(Csv.cell(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-0.25", "0.000000015", "1=1", "a@b.example", "a-b", "", "สวัสดี"})
    void leavesNumbersAndPlainWordsAlone(String text) {
        assertThat(Csv.cell(text)).isEqualTo(text);
    }

    @Test
    void quotesWhatWouldEndACell() {
        assertThat(Csv.cell("one, two")).isEqualTo("\"one, two\"");
        assertThat(Csv.cell("a \"word\"")).isEqualTo("\"a \"\"word\"\"\"");
        assertThat(Csv.cell("two\nlines")).isEqualTo("\"two\nlines\"");
        assertThat(Csv.cell("=A1,\"B\"")).isEqualTo("\"'=A1,\"\"B\"\"\"");
        assertThat(Csv.cell("\r=1")).isEqualTo("\"'\r=1\"");
    }

    @Test
    void isAFileInUtf8WithLinesThatEndAsTheyShould() throws IOException {
        var response = new MockHttpServletResponse();

        Csv.download(new MockHttpServletRequest(), response, "words.csv").line(List.of("ไทย", "añadir")).line(List.of("", "1.5")).end();

        assertThat(response.getContentType()).isEqualTo("text/csv;charset=UTF-8");
        assertThat(response.getHeader("Content-Disposition"))
                .isEqualTo("attachment; filename=\"words.csv\"");
        assertThat(new String(response.getContentAsByteArray(), StandardCharsets.UTF_8))
                .isEqualTo("ไทย,añadir\r\n,1.5\r\n");
    }

    @Test
    void beginsWithAByteOrderMarkWhereExcelIsToReadIt() throws IOException {
        var request = new MockHttpServletRequest();
        request.setParameter("bom", "true");
        var response = new MockHttpServletResponse();

        Csv.download(request, response, "words.csv").line(List.of("ไทย")).end();

        assertThat(new String(response.getContentAsByteArray(), StandardCharsets.UTF_8))
                .isEqualTo("\uFEFFไทย\r\n");
    }
}
