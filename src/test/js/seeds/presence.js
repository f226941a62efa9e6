// The front-end code of the presence hub's documentation as it stands; only the URL is changed. The token comes from
// `getAccessToken`, as there. Kept so: do not tidy.
import * as signalR from '@microsoft/signalr';

const connection = new signalR.HubConnectionBuilder()
    .withUrl(`${API_URL}/hubs/presence`, {
        accessTokenFactory: () => getAccessToken(), // replace with your auth logic
    })
    .withAutomaticReconnect()
    .build();

connection.on("UserIsOnline", (userId) => {
    console.log("User is online:", userId);
});

connection.on("UserIsOffline", (userId) => {
    console.log("User is offline:", userId);
});

connection.on("GetOnlineUsers", (onlineUsers) => {
    console.log("Online users:", onlineUsers);
});

await connection.start();
