// The page gets lit-html from Maven; the checker finds its types here.
export * from "lit-html";
