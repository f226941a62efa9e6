/** The shop itself: orders, prices, and what happens to them. It knows neither the web nor PresenceHub. */
package shop;
