package org.presencehub.presence.state;

/** What has an id that nothing else of its kind has, and that never changes. */
interface Identified {
    String id();
}
