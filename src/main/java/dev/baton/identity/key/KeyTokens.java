package dev.baton.identity.key;

import dev.baton.tenant.TenantId;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.UnsupportedJwtException;

import org.springframework.stereotype.Component;

import java.security.Key;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Signs and reads the tokens of API keys: JWTs with Ed25519, one type, one audience, one issuer.
 * Whatever deviates is refused without saying how.
 */
@Component
class KeyTokens {

    static final String TYPE = "baton-key+jwt";
    static final String AUDIENCE = "baton-api";
    private static final String TENANT = "tid";
    private static final String ALGORITHM = "EdDSA";
    private static final int LONGEST = 1024;
    private static final Pattern FORM =
            Pattern.compile(
                    "[A-Za-z0-9_-]{1,1000}\\.[A-Za-z0-9_-]{1,1000}\\.[A-Za-z0-9_-]{1,1000}");

    private final SigningKeys keys;
    private final String issuer;
    private final JwtParser parser;

    KeyTokens(SigningKeys keys, KeyProperties properties, Clock clock) {
        this.keys = keys;
        this.issuer = properties.issuer();
        var only = Jwts.parser().sig().clear().add(Jwts.SIG.EdDSA).and().zip().clear().and();
        this.parser =
                only.keyLocator(this::verificationKey)
                        .requireIssuer(issuer)
                        .requireAudience(AUDIENCE)
                        .clock(() -> Date.from(clock.instant()))
                        .build();
    }

    SignedToken sign(ApiKeyId id, Instant issuedAt, Instant expiresAt) {
        var key = keys.active();
        var text =
                Jwts.builder()
                        .header()
                        .type(TYPE)
                        .keyId(key.id().toString())
                        .and()
                        .issuer(issuer)
                        .audience()
                        .single(AUDIENCE)
                        .subject("key:" + id.value())
                        .claim(TENANT, id.tenant().toString())
                        .id(id.value().toString())
                        .issuedAt(Date.from(issuedAt))
                        .expiration(Date.from(expiresAt))
                        .signWith(key.privateKey(), Jwts.SIG.EdDSA)
                        .compact();
        return new SignedToken(text, key.id());
    }

    TokenClaims read(String token) throws InvalidToken {
        if (token.length() > LONGEST || !FORM.matcher(token).matches()) {
            throw InvalidToken.INSTANCE;
        }
        try {
            var signed = parser.parseSignedClaims(token);
            requireForm(signed);
            var claims = signed.getPayload();
            return new TokenClaims(
                    new ApiKeyId(
                            TenantId.of(claims.get(TENANT, String.class)),
                            UUID.fromString(claims.getId())));
        } catch (JwtException | IllegalArgumentException | NullPointerException e) {
            throw InvalidToken.INSTANCE;
        }
    }

    private static void requireForm(Jws<Claims> signed) throws InvalidToken {
        var header = signed.getHeader();
        if (!TYPE.equals(header.getType())
                || !header.isPayloadEncoded()
                || signed.getPayload().getExpiration() == null) {
            throw InvalidToken.INSTANCE;
        }
    }

    /** Only by looking the id up among our own keys; what else the header names is not read. */
    private Key verificationKey(Header header) {
        if (header instanceof JwsHeader jws && ALGORITHM.equals(jws.getAlgorithm())) {
            var key = keys.publicKey(jws.getKeyId());
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new UnsupportedJwtException("not ours");
    }
}
