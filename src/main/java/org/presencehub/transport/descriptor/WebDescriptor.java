package org.presencehub.transport.descriptor;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.presencehub.transport.entry.TransportLog;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What a {@code web.xml} or {@code web-fragment.xml} says about what comes in front of hubs: the Servlet API does not tell it. Immutable.
 *
 * @param name the fragment's, or nothing
 * @param ordering the fragments that {@code <absolute-ordering>} lets in, if there is one
 */
record WebDescriptor(
        Optional<String> name,
        boolean metadataComplete,
        Optional<Ordering> ordering,
        List<Filter> filters,
        List<Mapping> mappings,
        List<Constraint> constraints,
        Optional<String> loginMethod) {
    static final String PATH = "/WEB-INF/web.xml";

    private static final String FRAGMENT = "META-INF/web-fragment.xml";

    /** @param asyncSupported what the descriptor says about that, if anything */
    record Filter(String name, Optional<Boolean> asyncSupported) {}

    /** @param requests whether the filter is for requests as they come, not for forwards or errors alone */
    record Mapping(String filter, boolean requests) {}

    /**
     * A collection of a {@code <security-constraint>}.
     *
     * @param methods those that it is for, or those that it omits
     * @param login whether it has an {@code <auth-constraint>}
     * @param confidential whether it asks for TLS
     */
    record Constraint(
            List<UrlPattern> patterns, Set<String> methods, boolean omits, boolean login, boolean confidential) {
        /** {@return whether it is for requests of this method} */
        boolean covers(String method) {
            return methods.contains(method) != omits;
        }
    }

    record Ordering(Set<String> names, boolean others) {
        boolean lets(String name) {
            return others || names.contains(name);
        }
    }

    static WebDescriptor empty() {
        return new WebDescriptor(
                Optional.empty(), false, Optional.empty(), List.of(), List.of(), List.of(), Optional.empty());
    }

    /** {@return the application's own, which is empty where there is none} */
    static WebDescriptor of(ServletContext context) {
        try (InputStream stream = context.getResourceAsStream(PATH)) {
            return stream == null ? empty() : read(stream);
        } catch (IOException e) {
            TransportLog.unreadable(PATH, e);
            return empty();
        }
    }

    /** {@return the application's own, and those of its jars that its ordering lets in} */
    static List<WebDescriptor> all(ServletContext context) {
        WebDescriptor own = of(context);
        return Stream.concat(
                        Stream.of(own),
                        fragments(context.getClassLoader()).filter(fragment -> own.lets(fragment.name.orElse(""))))
                .toList();
    }

    /** {@return whether a fragment of this name counts} */
    boolean lets(String fragment) {
        return ordering.map(order -> order.lets(fragment)).orElse(true);
    }

    /** Servers have fragments of their own (Payara: Krazo's), which are no part of the application. */
    static Stream<WebDescriptor> fragments(ClassLoader loader) {
        try {
            return Collections.list(loader.getResources(FRAGMENT)).stream()
                    .filter(url -> url.toString().contains("/WEB-INF/lib/"))
                    .map(WebDescriptor::fragment);
        } catch (IOException e) {
            TransportLog.unreadable(FRAGMENT, e);
            return Stream.empty();
        }
    }

    private static WebDescriptor fragment(URL url) {
        try (InputStream stream = url.openStream()) {
            return read(stream);
        } catch (IOException e) {
            TransportLog.unreadable(url.toString(), e);
            return empty();
        }
    }

    static WebDescriptor read(InputStream stream) throws IOException {
        try {
            return of(parser().parse(stream));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e);
        }
    }

    /** A descriptor may name a DTD, which is neither fetched nor needed. */
    private static DocumentBuilder parser() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        factory.setExpandEntityReferences(false);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        DocumentBuilder parser = factory.newDocumentBuilder();
        parser.setEntityResolver((publicId, systemId) -> new InputSource(InputStream.nullInputStream()));
        parser.setErrorHandler(null); // or else the JDK's writes to the console
        return parser;
    }

    private static WebDescriptor of(Document document) {
        Element root = document.getDocumentElement();
        return new WebDescriptor(
                text(root, "name"),
                Boolean.parseBoolean(root.getAttribute("metadata-complete").strip()),
                child(root, "absolute-ordering").map(WebDescriptor::ordering),
                children(root, "filter").map(WebDescriptor::filter).toList(),
                children(root, "filter-mapping").map(WebDescriptor::mapping).toList(),
                children(root, "security-constraint")
                        .flatMap(WebDescriptor::constraints)
                        .toList(),
                child(root, "login-config").flatMap(config -> text(config, "auth-method")));
    }

    private static Ordering ordering(Element element) {
        return new Ordering(
                texts(element, "name").collect(Collectors.toSet()),
                child(element, "others").isPresent());
    }

    private static Filter filter(Element element) {
        return new Filter(
                text(element, "filter-name").orElse(""),
                text(element, "async-supported").map(Boolean::parseBoolean));
    }

    private static Mapping mapping(Element element) {
        Set<String> dispatchers = texts(element, "dispatcher").collect(Collectors.toSet());
        return new Mapping(
                text(element, "filter-name").orElse(""), dispatchers.isEmpty() || dispatchers.contains("REQUEST"));
    }

    /** One for each collection, which has methods of its own. */
    private static Stream<Constraint> constraints(Element element) {
        boolean login = child(element, "auth-constraint").isPresent();
        boolean confidential = child(element, "user-data-constraint")
                .flatMap(data -> text(data, "transport-guarantee"))
                .filter(guarantee -> !guarantee.equals("NONE"))
                .isPresent();
        return children(element, "web-resource-collection")
                .map(collection -> constraint(collection, login, confidential));
    }

    private static Constraint constraint(Element collection, boolean login, boolean confidential) {
        Set<String> listed = texts(collection, "http-method").collect(Collectors.toSet());
        Set<String> omitted = texts(collection, "http-method-omission").collect(Collectors.toSet());
        List<UrlPattern> patterns =
                texts(collection, "url-pattern").map(UrlPattern::new).toList();
        return listed.isEmpty()
                ? new Constraint(patterns, omitted, true, login, confidential)
                : new Constraint(patterns, listed, false, login, confidential);
    }

    private static Stream<String> texts(Element parent, String name) {
        return children(parent, name).map(element -> element.getTextContent().strip());
    }

    private static Optional<String> text(Element parent, String name) {
        return texts(parent, name).filter(text -> !text.isEmpty()).findFirst();
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent, name).findFirst();
    }

    /** By local names: a descriptor may be of any version, and so of any namespace. */
    private static Stream<Element> children(Element parent, String name) {
        return IntStream.range(0, parent.getChildNodes().getLength())
                .mapToObj(at -> parent.getChildNodes().item(at))
                .filter(node -> isNamed(node, name))
                .map(Element.class::cast);
    }

    private static boolean isNamed(@Nullable Node node, String name) {
        return node instanceof Element element && name.equals(element.getLocalName());
    }
}
