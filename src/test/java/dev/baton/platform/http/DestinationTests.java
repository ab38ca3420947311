package dev.baton.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.List;

class DestinationTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.0.0.1./",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0X7F.0.0.1/",
                "http://0x7f.1/",
                "http://017700000001/",
                "http://0177.0.0.1/",
                "http://127.1/",
                "http://127.0.1/",
                "http://１２７.0.0.1/",
                "http://127。0。0。1/"
            })
    void readsEveryNotationOfOneAddress(String url) throws Exception {
        var origin = Destination.of(URI.create(url)).origin();

        assertThat(origin.host()).isEqualTo("127.0.0.1");
        assertThat(origin.literal()).hasToString("/127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "http://[::ffff:127.0.0.1]/, TRANSLATED",
        "http://[::ffff:7f00:1]/, TRANSLATED",
        "http://[0:0:0:0:0:ffff:7f00:1]/, TRANSLATED",
        "http://[::127.0.0.1]/, TRANSLATED",
        "http://[64:ff9b::7f00:1]/, TRANSLATED",
        "http://[::1]/, LOOPBACK"
    })
    void keepsHiddenAddressesVisible(String url, RefusalReason reason) throws Exception {
        var literal = Destination.of(URI.create(url)).origin().literal();

        assertThat(new AddressPolicy(false, List.of()).refusal(literal)).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://example.com/, SCHEME",
        "file:///etc/passwd, SCHEME",
        "//example.com/, SCHEME",
        "/path, SCHEME",
        "http:example.com, HOST",
        "http:///path, HOST",
        "http://:8080/, HOST",
        "http://user@example.com/, USER_INFO",
        "http://user:secret@example.com/, USER_INFO",
        "http://@example.com/, USER_INFO",
        "http://1.2.3.4.5/, HOST",
        "http://256.1.1.1/, HOST",
        "http://1.2.3.0x1ffffffff/, HOST",
        "http://4294967296/, HOST",
        "http://09.1.1.1/, HOST",
        "http://example.123/, HOST",
        "http://a..b/, HOST",
        "http://exam%70le.com/, HOST",
        "http://%31%32%37.0.0.1/, HOST",
        "http://[fe80::1%25eth0]/, LINK_LOCAL",
        "http://[2606:4700::1%251]/, LINK_LOCAL",
        "http://example.com:25/, PORT",
        "http://example.com:22/, PORT",
        "http://example.com:0/, PORT",
        "http://example.com:1023/, PORT",
        "http://example.com:65536/, PORT",
        "http://example.com:99999/, PORT"
    })
    void refuses(String url, RefusalReason reason) {
        var failure = catchThrowableOfType(OutgoingFailure.class, () -> of(url));

        assertThat(failure.reason()).contains(reason);
        assertThat(failure.sent()).isFalse();
        assertThat(failure).hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com, example.com, 80, /, example.com",
        "https://EXAMPLE.com., example.com, 443, /, example.com",
        "https://example.com:443/a?b=c#d, example.com, 443, /a?b=c, example.com",
        "http://example.com:443/, example.com, 443, /, example.com:443",
        "http://my_service:8080?q, my_service, 8080, /?q, my_service:8080",
        "http://example.com:/x, example.com, 80, /x, example.com",
        "http://8.8.8.8:1024//x, 8.8.8.8, 1024, //x, 8.8.8.8:1024",
        "http://ไทย.example/ก, xn--o3cw4h.example, 80, /%E0%B8%81, xn--o3cw4h.example",
        "http://[2606:4700::1]/, [2606:4700:0:0:0:0:0:1], 80, /, [2606:4700:0:0:0:0:0:1]"
    })
    void takesApart(String url, String host, int port, String target, String authority)
            throws Exception {
        var destination = of(url);

        assertThat(destination.origin().host()).isEqualTo(host);
        assertThat(destination.origin().port()).isEqualTo(port);
        assertThat(destination.target()).isEqualTo(target);
        assertThat(destination.origin().authority()).isEqualTo(authority);
    }

    @Test
    void connectionsAreSharedByOriginOnly() throws Exception {
        assertThat(of("http://example.com/a").origin())
                .isEqualTo(of("http://EXAMPLE.com:80/b").origin())
                .isNotEqualTo(of("https://example.com:80/a").origin())
                .isNotEqualTo(of("http://example.com:8080/a").origin());
    }

    private static Destination of(String url) throws OutgoingFailure {
        return Destination.of(URI.create(url));
    }
}
