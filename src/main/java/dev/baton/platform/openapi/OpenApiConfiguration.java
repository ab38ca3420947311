package dev.baton.platform.openapi;

import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;

import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.List;

/** What the description says before any operation is added, and how types become schemas. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    static final String BEARER = "bearer";

    @Bean
    OpenAPI batonApi() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("Baton")
                                .version("1")
                                .license(
                                        new License().name("Apache-2.0").identifier("Apache-2.0"))
                                .description(
                                        """
                                        Runs AI agents for many tenants. `/api/v1` is Baton's own form: snake_case JSON, errors as \
                                        problem documents (RFC 9457), lists read by cursor. `/v1` keeps OpenAI's shapes, so that its \
                                        clients work by changing base URL and key. Each request carries an API key of a tenant; what \
                                        belongs to another tenant answers like what never existed.

                                        Three operations honour an `Idempotency-Key`: `POST /api/v1/messages` and \
                                        `POST /v1/chat/completions` give a repeat the first answer again for a day, without a second \
                                        call, and `POST /api/v1/webhooks/{id}/resending` tells what became of the first. Every other \
                                        POST ignores it: what a repeat makes twice, such as a key or a webhook, is in its list twice."""))
                .servers(List.of(new Server().url("/")))
                .components(components())
                .security(List.of(new SecurityRequirement().addList(BEARER)));
    }

    @Bean
    OpenApiCustomizer writtenSchemas() {
        return api -> WrittenSchemas.all().forEach(api.getComponents()::addSchemas);
    }

    @Bean
    ModelConverter recordSchemas() {
        return new RecordSchemas();
    }

    private static Components components() {
        return new Components()
                .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT")
                                .description("An API key, made under Keys in the console."));
    }
}
