// Buttons with data-passkey: the browser makes or uses a passkey, then the button's form is sent with it.
(() => {
  "use strict";

  const problem = document.getElementById("passkey-problem");

  async function optionsOf(button) {
    if (button.dataset.passkeyOptions) return JSON.parse(button.dataset.passkeyOptions);
    const response = await fetch(button.dataset.passkeyFrom, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(`${response.status}`);
    return (await response.json()).request_options;
  }

  function madeFor(options, form) {
    const alone = form.elements.passwordless;
    if (alone) {
      const selection = (options.publicKey.authenticatorSelection ??= {});
      selection.residentKey = alone.checked ? "required" : "discouraged";
      selection.requireResidentKey = alone.checked;
      if (alone.checked) selection.userVerification = "required";
    }
    return options;
  }

  async function send(event) {
    event.preventDefault();
    const button = event.currentTarget;
    problem.hidden = true;
    try {
      const options = madeFor(await optionsOf(button), button.form);
      const credential = await window.webauthnJSON[button.dataset.passkey](options);
      button.form.elements.credential.value = JSON.stringify(credential);
      button.form.submit();
    } catch (error) {
      problem.hidden = false;
    }
  }

  document.getElementById("passkey-needs").hidden = Boolean(window.PublicKeyCredential);
  for (const button of document.querySelectorAll("[data-passkey]")) {
    button.addEventListener("click", send);
    button.hidden = !window.PublicKeyCredential;
  }
})();
