/** Enterprise beans that know PresenceHub by its API alone: messages leave as CDI events, and who comes and goes arrives as such. */
package desk;
