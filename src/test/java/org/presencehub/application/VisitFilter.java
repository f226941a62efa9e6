package org.presencehub.application;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

/** Stands in front of a hub as a filter of an application's own: notes who comes, and gives cookies to who negotiates. Thread-safe. */
@WebFilter(
        urlPatterns = {"/functional/*", "/functional-without-websockets/*"},
        asyncSupported = true)
public class VisitFilter implements Filter {
    private static final String VISIT = "visit=";

    @Inject
    private Visits visits;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest asked && response instanceof HttpServletResponse answer) {
            if (asked.getRequestURI().endsWith("/negotiate")) {
                giveCookies(asked, answer);
            } else if (!asked.getMethod().equals("OPTIONS")) { // which browsers ask beforehand, without cookies
                note(asked);
            }
        }
        chain.doFilter(request, response);
    }

    private void note(HttpServletRequest request) {
        Arrays.stream(Objects.requireNonNullElse(request.getQueryString(), "").split("&", -1))
                .filter(parameter -> parameter.startsWith(VISIT))
                .forEach(parameter -> visits.note(parameter.substring(VISIT.length()), request));
    }

    /** Below TLS a page of another site is given them, too; browsers keep those by the page's site. */
    private static void giveCookies(HttpServletRequest request, HttpServletResponse response) {
        String attributes = request.isSecure() ? "; Path=/; Secure; SameSite=None; Partitioned" : "; Path=/";
        response.addHeader("Set-Cookie", "testCookie=testValue" + attributes);
        response.addHeader("Set-Cookie", "testCookie2=testValue2" + attributes);
        response.addHeader(
                "Set-Cookie", "expiredCookie=any; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT" + attributes);
    }
}
