package org.presencehub.web;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Hides the console where it is switched off; what applications use, such as {@code latch.js}, stays. Thread-safe. */
@WebFilter(
        urlPatterns = {"/", "/index.html", "/console.js", "/console.css", "/favicon.svg", "/js/*", "/sign-in"},
        asyncSupported = true)
public class ConsoleSwitch implements Filter {
    @Inject
    private WebOptions options;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (options.console()) {
            chain.doFilter(request, response);
        } else {
            Answers.text(
                    (HttpServletResponse) response,
                    HttpServletResponse.SC_NOT_FOUND,
                    "The console is switched off: " + WebOptions.CONSOLE + "=false.");
        }
    }
}
