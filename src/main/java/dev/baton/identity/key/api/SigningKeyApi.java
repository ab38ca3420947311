package dev.baton.identity.key.api;

import dev.baton.identity.key.SigningKeyView;
import dev.baton.identity.key.SigningKeys;
import dev.baton.platform.Page;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The installation's signing keys, for operators: a POST makes a new one the active one. */
@RestController
@Tag(name = "Platform")
@RequestMapping("/api/v1/signing-keys")
class SigningKeyApi {

    private final SigningKeys keys;

    SigningKeyApi(SigningKeys keys) {
        this.keys = keys;
    }

    @Operation(operationId = "listSigningKeys", summary = "The signing keys of the installation")
    @GetMapping
    @Requires(Permission.SYSTEM_READ)
    Page<SigningKeyView> list(Actor actor) {
        return new Page<>(keys.list(actor), null);
    }

    @Operation(operationId = "rotateSigningKey", summary = "Make a new signing key the active one")
    @PostMapping
    @Requires(Permission.SYSTEM_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    SigningKeyView rotate(Actor actor) {
        return keys.rotate(actor);
    }
}
