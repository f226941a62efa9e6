/** The web side: the hub, and REST to try it out. */
package desk.web;
