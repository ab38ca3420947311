package dev.baton.model.api;

import dev.baton.model.ExchangeDesk;
import dev.baton.model.ExchangeRate;
import dev.baton.model.NewRate;
import dev.baton.platform.Page;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.math.BigDecimal;
import java.time.Instant;

/** What a US dollar is worth, so that tenants of every currency have list prices; for operators. */
@RestController
@Tag(name = "Platform")
@RequestMapping("/api/v1/exchange-rates")
class ExchangeRatesApi {

    private final ExchangeDesk desk;

    ExchangeRatesApi(ExchangeDesk desk) {
        this.desk = desk;
    }

    /**
     * A rate.
     *
     * @param rate units of the currency for one US dollar
     * @param effectiveFrom left out for now
     */
    record RateRequest(
            @Nullable String currency,
            @Nullable BigDecimal rate,
            @Nullable Instant effectiveFrom) {}

    /** A rate that was written. */
    record RateJson(String currency, BigDecimal rate, Instant effectiveFrom) {

        static RateJson of(ExchangeRate rate) {
            return new RateJson(
                    rate.currency(), Decimals.plain(rate.rate()), rate.effectiveFrom());
        }
    }

    /** By currency, newest first. */
    @Operation(operationId = "listExchangeRates", summary = "The exchange rates for prices in other currencies")
    @GetMapping
    @Requires(Permission.SHARING_WRITE)
    Page<RateJson> list(Actor by) {
        return new Page<>(desk.all().stream().map(RateJson::of).toList(), null);
    }

    @Operation(operationId = "setExchangeRate", summary = "Set an exchange rate from a time on")
    @PostMapping
    @Requires(Permission.SHARING_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    RateJson set(Actor by, @RequestBody RateRequest wanted) {
        return RateJson.of(
                desk.set(
                        new NewRate(wanted.currency(), wanted.effectiveFrom(), wanted.rate()),
                        by));
    }
}
