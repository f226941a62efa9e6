package org.presencehub.embedding;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One request to a host, and what it answers but for its context, its clock and its sessions. Immutable.
 *
 * @param method of the request
 * @param path below the context
 * @param user who is logged in, or empty for nobody
 */
record HostPage(String method, String path, String user) {
    /** Everything that a visitor of the shop can ask for, and what is not there. */
    static Stream<HostPage> all() {
        Stream<HostPage> ofNobody = Stream.of(
                        "",
                        "index.html",
                        "js/app.js",
                        "css/shop.css",
                        "css/leaf.svg",
                        "lib/signalr.min.js",
                        "login.html",
                        "login-failed.html",
                        "sign-in",
                        "api/products",
                        "api/me",
                        "api/orders",
                        "api/nowhere",
                        "nowhere",
                        "nowhere.html",
                        "nowhere.js",
                        "development/token",
                        "console.js",
                        "js/people.js",
                        "favicon.svg",
                        "hubs",
                        "prices",
                        "WEB-INF/web.xml",
                        "META-INF/MANIFEST.MF")
                .map(path -> new HostPage("GET", path, ""));
        Stream<HostPage> ofOthers = Stream.of(
                new HostPage("HEAD", "index.html", ""),
                new HostPage("OPTIONS", "index.html", ""),
                new HostPage("OPTIONS", "api/products", ""),
                new HostPage("POST", "api/products", ""),
                new HostPage("POST", "sign-out", ""),
                new HostPage("DELETE", "index.html", ""),
                new HostPage("GET", "sign-in", "anna"),
                new HostPage("GET", "api/me", "anna"),
                new HostPage("GET", "api/orders", "anna"),
                new HostPage("GET", "api/orders/1", "bob"),
                new HostPage("GET", "api/orders/99", "bob"),
                new HostPage("GET", "index.html", "bob"));
        return Stream.concat(ofNobody, ofOthers);
    }

    /** An answer. Immutable. */
    record Answer(int status, Map<String, String> headers, String body) {}

    /** {@return what the application of this context answers} */
    Answer askedOf(URI server, String context) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        URI application = server.resolve(context + "/");
        if (!user.isEmpty()) {
            logIn(client, application);
        }
        HttpRequest request = HttpRequest.newBuilder(application.resolve(path))
                .method(method, BodyPublishers.noBody())
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        Map<String, String> headers = new TreeMap<>();
        response.headers()
                .map()
                .forEach((name, values) ->
                        headers.put(name.toLowerCase(Locale.ROOT), normal(values.toString(), context)));
        headers.remove("date");
        headers.computeIfPresent("last-modified", (any, time) -> "that of the archive's entry");
        headers.computeIfPresent("etag", (any, tag) -> "that of the archive's entry");
        headers.computeIfPresent("content-length", (any, length) -> "that of the body"); // in which a context may stand
        return new Answer(response.statusCode(), headers, normal(response.body(), context));
    }

    /** As in a browser: the page that asks comes first, and comes again after the form; on Payara nobody is logged in before that. */
    private void logIn(HttpClient client, URI application) throws IOException, InterruptedException {
        client.send(HttpRequest.newBuilder(application.resolve("sign-in")).build(), BodyHandlers.discarding());
        HttpRequest form = HttpRequest.newBuilder(application.resolve("j_security_check"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("j_username=" + user + "&j_password=" + user))
                .build();
        client.send(form, BodyHandlers.discarding());
        client.send(HttpRequest.newBuilder(application.resolve("sign-in")).build(), BodyHandlers.discarding());
    }

    private static String normal(String text, String context) {
        return text.replaceAll("JSESSIONID=[^;\\]]+", "JSESSIONID=…")
                .replaceAll("/" + context + "(?=[/;\\]]|$)", "/context");
    }

    @Override
    public String toString() {
        return method + " /" + path + (user.isEmpty() ? "" : " of " + user);
    }
}
