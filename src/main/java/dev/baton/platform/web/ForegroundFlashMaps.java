package dev.baton.platform.web;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.SessionFlashMapManager;

import java.util.List;

/**
 * Keeps the message of a redirect for the page that the person sees next. A page that keeps up by
 * itself asks for the same address, and could be faster.
 */
class ForegroundFlashMaps extends SessionFlashMapManager {

    @Override
    protected @Nullable List<FlashMap> retrieveFlashMaps(HttpServletRequest request) {
        return BackgroundRequest.is(request) ? null : super.retrieveFlashMaps(request);
    }
}
