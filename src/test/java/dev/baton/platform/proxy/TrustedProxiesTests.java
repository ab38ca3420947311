package dev.baton.platform.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.platform.BadConfiguration;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

class TrustedProxiesTests {

    @Test
    void nobodyIsBelievedUnlessNamed() throws Exception {
        assertThat(seen(List.of(), "203.0.113.9")).isEqualTo("127.0.0.1 http");
        assertThat(seen(List.of("10.0.0.0/8"), "203.0.113.9")).isEqualTo("127.0.0.1 http");
    }

    @Test
    void aNamedProxyIsBelieved() throws Exception {
        assertThat(seen(List.of("127.0.0.0/8"), "203.0.113.9")).isEqualTo("203.0.113.9 https");
    }

    @Test
    void whatAStrangerWroteBeforeTheProxyIsIgnored() throws Exception {
        assertThat(seen(List.of("127.0.0.0/8", "10.0.0.0/8"), "1.2.3.4, 203.0.113.9, 10.1.1.1"))
                .isEqualTo("203.0.113.9 https");
    }

    @Test
    void whatIsNoAddressIsRefused() {
        assertThatExceptionOfType(BadConfiguration.class)
                .isThrownBy(() -> seen(List.of("proxy.example"), ""))
                .withMessageStartingWith("TRUSTED_PROXIES holds");
    }

    private static String seen(List<String> trusted, String forwarded) throws Exception {
        var factory = new TomcatServletWebServerFactory(0);
        new TrustedProxies(new ProxyProperties(trusted)).customize(factory);
        var server =
                factory.getWebServer(
                        context -> context.addServlet("eye", new Eye()).addMapping("/"));
        server.start();
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort()))
                            .header("X-Forwarded-For", forwarded)
                            .header("X-Forwarded-Proto", "https")
                            .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } finally {
            server.stop();
        }
    }

    private static final class Eye extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.getWriter().print(request.getRemoteAddr() + " " + request.getScheme());
        }
    }
}
