package dev.baton.identity.web;

import dev.baton.identity.PasswordProof;
import dev.baton.identity.SignedInSessions;
import dev.baton.tenant.TenantId;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Component;

import java.time.Clock;

/** Begins a session for a person who has proved who they are, and changes what it is about. */
@Component
class ConsoleSession {

    private static final int MAX_DEVICE_LENGTH = 200;

    private final CsrfCookies csrf;
    private final DeviceCookie devices;
    private final Clock clock;

    ConsoleSession(CsrfCookies csrf, DeviceCookie devices, Clock clock) {
        this.csrf = csrf;
        this.devices = devices;
        this.clock = clock;
    }

    /**
     * A new session with a new id: whatever session the browser came with ends, so nobody can fix
     * one beforehand.
     */
    void begin(PasswordProof proof, HttpServletRequest request, HttpServletResponse response) {
        var earlier = request.getSession(false);
        if (earlier != null) {
            earlier.invalidate();
        }
        var session = request.getSession(true);
        var account = proof.account();
        session.setAttribute(
                FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, account.toString());
        session.setAttribute(SignedInSessions.ACCOUNT, account.toString());
        var now = clock.instant().toString();
        session.setAttribute(SignedInSessions.STARTED, now);
        session.setAttribute(SignedInSessions.USED, now);
        session.setAttribute(SignedInSessions.PLACE, request.getRemoteAddr());
        session.setAttribute(SignedInSessions.DEVICE, device(request));
        note(proof, request);
        csrf.renew(request, response);
        devices.remember(account, request, response);
    }

    /** Without it the session is over: it began with a password that is no longer good. */
    void note(PasswordProof proof, HttpServletRequest request) {
        request.getSession().setAttribute(SignedInSessions.PASSWORD, proof.since().toString());
    }

    void choose(TenantId tenant, HttpServletRequest request) {
        request.getSession().setAttribute(SignedInSessions.TENANT, tenant.toString());
    }

    private static String device(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.USER_AGENT);
        if (header == null) {
            return "";
        }
        return header.substring(0, Math.min(header.length(), MAX_DEVICE_LENGTH));
    }
}
