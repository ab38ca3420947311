package dev.baton.platform.client;

import dev.baton.platform.BadConfiguration;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

import java.nio.file.Files;
import java.nio.file.Path;

/** Lets the server speak HTTPS, and nothing else, once it has a certificate. */
@Component
public class Tls implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final String CERTIFICATE = "TLS_CERTIFICATE";
    private static final String PRIVATE_KEY = "TLS_PRIVATE_KEY";

    private final TlsProperties properties;

    Tls(TlsProperties properties) {
        this.properties = properties;
    }

    /** Whether the server speaks HTTPS itself. */
    public boolean isOn() {
        return !properties.certificate().isEmpty() || !properties.privateKey().isEmpty();
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        if (!isOn()) {
            return;
        }
        var ssl = new Ssl();
        ssl.setCertificate(file(CERTIFICATE, properties.certificate()));
        ssl.setCertificatePrivateKey(file(PRIVATE_KEY, properties.privateKey()));
        factory.setSsl(ssl);
    }

    private static String file(String variable, String name) {
        var path = Path.of(name);
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new BadConfiguration(
                    variable,
                    "names no file that can be read",
                    "Give the paths of both, %s and %s, in PEM.".formatted(CERTIFICATE, PRIVATE_KEY));
        }
        return path.toUri().toString();
    }
}
