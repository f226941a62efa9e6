package shop.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Lets pages load from this server only.
 *
 * <p>Over {@code /*} it must be {@code asyncSupported}: event streams and long polls are asynchronous, and hubs behind
 * another filter have WebSockets only.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class ContentSecurityPolicyFilter implements Filter {
    /** WebSockets are named since not every browser counts them to {@code 'self'}. */
    private static final String POLICY = "default-src 'self'; connect-src 'self' ws: wss:";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ((HttpServletResponse) response).setHeader("Content-Security-Policy", POLICY);
        chain.doFilter(request, response);
    }
}
