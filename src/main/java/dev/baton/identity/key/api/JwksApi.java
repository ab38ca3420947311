package dev.baton.identity.key.api;

import dev.baton.identity.key.PublishedKey;
import dev.baton.identity.key.SigningKeys;
import dev.baton.tenant.OpenTo;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** The public halves of the signing keys as a JWK set (RFC 7517, RFC 8037). */
@RestController
@Tag(name = "Platform")
class JwksApi {

    private static final Duration CACHED = Duration.ofMinutes(5);

    private final SigningKeys keys;

    JwksApi(SigningKeys keys) {
        this.keys = keys;
    }

    @SecurityRequirements
    @Operation(operationId = "getJwks", summary = "The public halves of the signing keys")
    @GetMapping("/.well-known/jwks.json")
    @OpenTo(OpenTo.Audience.EVERYBODY)
    ResponseEntity<KeySet> keys() {
        var set = new KeySet(keys.published().stream().map(Jwk::of).toList());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(CACHED).cachePublic())
                .body(set);
    }

    @Schema(name = "JwkSet")
    record KeySet(List<Jwk> keys) {}

    @Schema(name = "Jwk")
    record Jwk(String kty, String crv, String kid, String x, String alg, String use) {

        static Jwk of(PublishedKey key) {
            return new Jwk(
                    "OKP",
                    "Ed25519",
                    key.id().toString(),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(key.raw()),
                    "EdDSA",
                    "sig");
        }
    }
}
