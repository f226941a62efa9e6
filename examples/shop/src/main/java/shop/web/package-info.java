/** The shop on the web, as it was before PresenceHub: REST, login, a WebSocket. It knows no {@code shop.live}. */
package shop.web;
