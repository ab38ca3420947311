package dev.baton.platform.http;

import org.apache.hc.core5.ssl.SSLContexts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.net.InetAddress;

/** One outgoing client for the whole program, on the system's names and the system's trust. */
@Configuration(proxyBeanMethods = false)
class OutgoingHttpConfiguration {

    @Bean
    OutgoingHttp outgoingHttp(OutgoingHttpProperties settings) {
        return new OutgoingHttp(
                settings, InetAddress::getAllByName, SSLContexts.createSystemDefault());
    }

    @Bean
    OutgoingHttpMetrics outgoingHttpMetrics(OutgoingHttp http) {
        return new OutgoingHttpMetrics(http);
    }
}
