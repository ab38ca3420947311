/** The API's own description: OpenAPI 3.1 at {@code /v3/api-docs}, Swagger UI at {@code /swagger-ui}. */
@NullMarked
package dev.baton.platform.openapi;

import org.jspecify.annotations.NullMarked;
