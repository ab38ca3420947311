package dev.baton.console.demo;

import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

import java.net.InetAddress;

/**
 * Keeps a server with demo data to this machine, unless somebody chose an address: its passwords lie
 * in a file for everybody who starts it.
 */
@Component
class DemoAddress implements WebServerFactoryCustomizer<ConfigurableWebServerFactory> {

    private final DemoProperties properties;

    DemoAddress(DemoProperties properties) {
        this.properties = properties;
    }

    @Override
    public void customize(ConfigurableWebServerFactory factory) {
        if (properties.isOn() && properties.bindAddress().isBlank()) {
            factory.setAddress(InetAddress.getLoopbackAddress());
        }
    }
}
