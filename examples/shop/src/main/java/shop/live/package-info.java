/** Everything that uses PresenceHub. Take this package and the library away, and the shop still runs. */
package shop.live;
