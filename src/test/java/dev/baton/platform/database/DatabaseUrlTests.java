package dev.baton.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.platform.BadConfiguration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class DatabaseUrlTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ann:s3cret@db.example:3307/baton",
                " mysql://ann:s3cret@db.example:3307/baton\n",
                "jdbc:mysql://ann:s3cret@db.example:3307/baton",
                "jdbc:mysql://db.example:3307/baton?user=ann&password=s3cret",
            })
    void readsBothForms(String value) {
        var url = DatabaseUrl.parse(value);

        assertThat(url.hosts()).isEqualTo("db.example:3307");
        assertThat(url.port()).isEqualTo(3307);
        assertThat(url.schema()).isEqualTo("baton");
        assertThat(url.user()).isEqualTo("ann");
        assertThat(url.password()).isEqualTo("s3cret");
    }

    @Test
    void decodesWhatCannotStandInAnAddress() {
        var url = DatabaseUrl.parse("mysql://a%40b:p%2Fw:+%25@db/baton");

        assertThat(url.user()).isEqualTo("a@b");
        assertThat(url.password()).isEqualTo("p/w:+%");
        assertThat(DatabaseUrl.parse(url.value())).isEqualTo(url);
    }

    @Test
    void takesMySqlsPortWhenNoneIsNamed() {
        assertThat(DatabaseUrl.parse("mysql://ann@db/baton").port()).isEqualTo(3306);
    }

    @Test
    void letsTheOperatorsParametersWin() {
        var jdbcUrl =
                DatabaseUrl.parse("mysql://ann:s3cret@db/baton?ssl-mode=required&connectTimeout=9")
                        .jdbcUrl(Duration.ofSeconds(3));

        assertThat(jdbcUrl)
                .startsWith("jdbc:mysql://db/baton?")
                .contains("connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true")
                .contains("socketTimeout=3000")
                .contains("connectTimeout=9")
                .contains("sslMode=REQUIRED")
                .doesNotContain("connectTimeout=2000")
                .doesNotContain("s3cret");
    }

    @Test
    void trustsAPublicKeyFromThisMachineOnly() {
        assertThat(DatabaseUrl.parse("mysql://a:b@127.0.0.1:4000/c").jdbcUrl(Duration.ZERO))
                .contains("allowPublicKeyRetrieval=true");
        assertThat(DatabaseUrl.parse("mysql://a:b@localhost.example/c").jdbcUrl(Duration.ZERO))
                .doesNotContain("allowPublicKeyRetrieval");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://ann:s3cret@db/baton",
                "mysql://",
                "mysql://ann:s3cret@db",
                "mysql://ann:s3cret@db/",
                "mysql://ann:s3cret@db:port/baton",
                "mysql://ann:s3cret%@db/baton",
                "mysql://ann:s3cret@db/baton?useSSL",
                "db:3306/baton",
            })
    void refusesWhatIsNoAddressAndNamesTheVariable(String value) {
        assertThatExceptionOfType(BadConfiguration.class)
                .isThrownBy(() -> DatabaseUrl.parse(value))
                .withMessageStartingWith("DATABASE_URL ")
                .withMessageNotContaining("s3cret");
    }

    @Test
    void showsNoPasswordInALog() {
        assertThat(DatabaseUrl.parse("mysql://ann:s3cret@db/baton"))
                .hasToString("mysql://db/baton");
    }
}
