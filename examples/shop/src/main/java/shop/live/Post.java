package shop.live;

/** What somebody said in a room. */
public record Post(String room, String from, String text) {}
