package dev.baton.console.health;

import dev.baton.tenant.OpenTo;
import dev.baton.tenant.Permission;
import dev.baton.tenant.PermissionDenied;
import dev.baton.tenant.web.CurrentActor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /health}: public and shallow, or with {@code deep=true} every dependency with its latency,
 * for operators and holders of {@code SERVICE_TOKEN}.
 */
@RestController
@Tag(name = "Platform")
class HealthController {

    private final ApplicationAvailability availability;
    private final Dependencies dependencies;
    private final ServiceToken serviceToken;

    HealthController(
            ApplicationAvailability availability,
            Dependencies dependencies,
            ServiceToken serviceToken) {
        this.availability = availability;
        this.dependencies = dependencies;
        this.serviceToken = serviceToken;
    }

    @Operation(operationId = "getHealth", summary = "Whether the instance is well")
    @SecurityRequirements
    @ApiResponse(
            responseCode = "200",
            description = "It is",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "Health")))
    @ApiResponse(
            responseCode = "503",
            description = "It starts, stops or misses something",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "Health")))
    @ApiResponse(responseCode = "403", content = @Content)
    @GetMapping("/health")
    @OpenTo(OpenTo.Audience.EVERYBODY)
    ResponseEntity<Map<String, ?>> health(
            @RequestParam(defaultValue = "false") boolean deep, HttpServletRequest request) {
        if (deep) {
            checkMayLookDeep(request);
            var report = dependencies.check();
            return ResponseEntity.status(report.canWork() ? 200 : 503).body(report.asMap());
        }
        var ready = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
        return ResponseEntity.status(ready ? 200 : 503)
                .body(Map.of("status", ready ? "up" : "down"));
    }

    private void checkMayLookDeep(HttpServletRequest request) {
        var isOperator =
                CurrentActor.find().filter(actor -> actor.may(Permission.SYSTEM_READ)).isPresent();
        if (!isOperator && !serviceToken.isIn(request)) {
            throw new PermissionDenied(Permission.SYSTEM_READ);
        }
    }
}
