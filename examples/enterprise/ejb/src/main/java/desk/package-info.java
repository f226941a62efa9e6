/** Enterprise beans that know PresenceHub by its API alone: messages leave, and who comes arrives, as CDI events. */
package desk;
