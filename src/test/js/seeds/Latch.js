// The front-end code of the directed messages' documentation as it stands; only the token source is added, as
// `getAccessToken`. The URL is its constructor's argument. Kept so: do not tidy.
// Latch.js
import { HubConnectionBuilder } from "@microsoft/signalr";

class Latch {
    constructor(apiUrl) {
        this.connection = null;
        this.userId = null;
        this.apiUrl = apiUrl;
        this.initializeConnection();
    }

    // Initialize the SignalR connection
    initializeConnection() {
        this.connection = new HubConnectionBuilder()
            .withUrl(`${this.apiUrl}/signalrhub`, { withCredentials: false, accessTokenFactory: () => getAccessToken() })
            .withAutomaticReconnect()
            .build();

        this.connection.start()
            .then(() => {
                console.log("Connected to SignalR server");
                // Register the user each time the connection starts
                if (this.userId) {
                    this.registerUser(this.userId);
                }
            })
            .catch((error) => console.error("SignalR Connection Error: ", error));
    }

    // Method to set the user ID and register it with the server
    setUserId(userId) {
        this.userId = userId;
        // Register the user if the connection is already started
        if (this.connection?.state === "Connected") {
            this.registerUser(userId);
        }
    }

    // Method to register the user with the server
    registerUser(userId) {
        this.connection.invoke("RegisterUser", userId)
            .catch(err => console.error("Error registering user:", err));
    }

    // Subscribe to notifications with a callback
    on(component, methodName, callback) {
        this.connection.on(`${component}_${methodName}`, callback);
    }

    // Unsubscribe from a listener
    off(component, methodName, callback) {
        this.connection.off(`${component}_${methodName}`, callback);
    }

    // Send a message (unicast) to the server with the user's connection ID
    unicast(userId, component, methodName, ...args) {
        this.connection.invoke("UnicastAsync", userId, `${component}_${methodName}`, ...args)
            .catch(err => console.error("Error sending unicast message:", err));
    }

    // Invoking multicast
    multicast(userIds, component, methodName, ...args) {
        this.connection.invoke("MulticastAsync", userIds, `${component}_${methodName}`, ...args)
            .catch(err => console.error("Error sending multicast message:", err));
    }

    // Broadcast to all clients
    broadcast(component, methodName, ...args) {
        this.connection.invoke("BroadcastAsync", component, methodName, ...args)
            .catch(err => console.error("Error sending broadcast message:", err));
    }
}

export default Latch;
