/** The shop on the web, as it was before PresenceHub: REST, pages, login, an own WebSocket. It knows nothing of {@code shop.live}. */
package shop.web;
