package dev.baton.platform.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.platform.BadConfiguration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Baton with a certificate of its own: HTTPS, and everything that browsers do only then. */
@Tag("database")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class TlsTests {

    private static final String PASSWORD = "changeit";

    @TempDir static Path folder;
    private static KeyStore store;

    @LocalServerPort int port;

    @DynamicPropertySource
    static void certificate(DynamicPropertyRegistry properties) throws Exception {
        store = selfSigned();
        var certificate = store.getCertificate("baton").getEncoded();
        var key = store.getKey("baton", PASSWORD.toCharArray()).getEncoded();
        properties.add("TLS_CERTIFICATE", () -> pem("CERTIFICATE", certificate));
        properties.add("TLS_PRIVATE_KEY", () -> pem("PRIVATE KEY", key));
    }

    @Test
    void speaksHttpsWithStrictTransportAndSecureCookies() throws Exception {
        try (var browser = HttpClient.newBuilder().sslContext(trusting(store)).build()) {
            var page = open(browser, "https");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Strict-Transport-Security"))
                    .hasValueSatisfying(it -> assertThat(it).startsWith("max-age="));
            assertThat(page.headers().allValues("Set-Cookie"))
                    .isNotEmpty()
                    .allSatisfy(cookie -> assertThat(cookie).contains("; Secure"));
        }
    }

    @Test
    void answersNobodyInTheClear() throws Exception {
        try (var browser = HttpClient.newHttpClient()) {
            assertThat(open(browser, "http").statusCode()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({"pom.xml, '', TLS_PRIVATE_KEY", "'', pom.xml, TLS_CERTIFICATE", "gone, gone, TLS_CERTIFICATE"})
    void namesTheFileThatIsMissing(String certificate, String key, String variable) {
        var tls = new Tls(new TlsProperties(certificate, key));

        assertThat(tls.isOn()).isTrue();
        assertThatExceptionOfType(BadConfiguration.class)
                .isThrownBy(() -> tls.customize(new TomcatServletWebServerFactory()))
                .withMessage(variable + " names no file that can be read.");
    }

    @Test
    void isOffWithoutFiles() {
        assertThat(new Tls(new TlsProperties("", "")).isOn()).isFalse();
    }

    private HttpResponse<String> open(HttpClient browser, String scheme)
            throws IOException, InterruptedException {
        var address = URI.create("%s://localhost:%d/login".formatted(scheme, port));
        return browser.send(
                HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static KeyStore selfSigned()
            throws IOException, InterruptedException, GeneralSecurityException {
        var file = folder.resolve("store.p12");
        var keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-alias",
                                "baton",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        assertThat(keytool.waitFor()).isZero();
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    private static String pem(String what, byte[] content) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        try {
            return Files.writeString(
                            folder.resolve(what + ".pem"),
                            "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                                    .formatted(what, lines, what))
                    .toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static SSLContext trusting(KeyStore store) throws GeneralSecurityException {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
