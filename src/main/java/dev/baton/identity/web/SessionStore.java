package dev.baton.identity.web;

import dev.baton.vault.Vault;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.Deserializer;
import org.springframework.core.serializer.support.DeserializingConverter;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;

/** How sessions travel in a cookie and lie in the database. */
@Configuration(proxyBeanMethods = false)
class SessionStore {

    /**
     * All that a session may hold: texts, and the message that a page shows after a redirect. A row
     * that somebody else wrote cannot bring in other classes.
     */
    private static final ObjectInputFilter KNOWN =
            ObjectInputFilter.Config.createFilter(
                    "java.lang.*;java.util.*;java.util.concurrent.*;"
                            + "java.util.concurrent.locks.*;"
                            + "org.springframework.web.servlet.FlashMap;"
                            + "org.springframework.util.LinkedMultiValueMap;"
                            + "org.springframework.util.MultiValueMapAdapter;"
                            + "dev.baton.platform.web.*;!*");

    /** Marked Secure by itself whenever the request came over https. */
    @Bean
    CookieSerializer cookieSerializer(Vault vault) {
        var cookie = new DefaultCookieSerializer();
        cookie.setCookieName("baton_session");
        cookie.setCookiePath("/");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        return new SealedSessionCookie(cookie, vault);
    }

    /** Found by Spring Session under this name. */
    @Bean
    ConversionService springSessionConversionService() {
        var conversion = new GenericConversionService();
        Deserializer<Object> deserializer =
                bytes -> {
                    try (var objects = new ObjectInputStream(bytes)) {
                        objects.setObjectInputFilter(KNOWN);
                        return objects.readObject();
                    } catch (ClassNotFoundException e) {
                        throw new InvalidClassException(e.getMessage());
                    }
                };
        conversion.addConverter(Object.class, byte[].class, new SerializingConverter());
        conversion.addConverter(
                byte[].class, Object.class, new DeserializingConverter(deserializer));
        return conversion;
    }
}
