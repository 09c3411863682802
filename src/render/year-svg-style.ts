/** The style sheet of the year picture, with other colours where the system prefers dark. */
export const YEAR_SVG_STYLE = `
text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;fill:#16201c}
.title{font-size:34px;font-weight:700;letter-spacing:-.5px}
.heading{font-size:15px;font-weight:600}
.figure{font-size:38px;font-weight:700;letter-spacing:-.5px}
.name{font-size:14px}
.muted{font-size:14px;fill:#5d6b65}
.tiny{font-size:11px;fill:#5d6b65}
.first,.bar{fill:#0f8a5f}
.end{text-anchor:end}
.middle{text-anchor:middle}
.card{fill:#fff;stroke:#dfe5e2}
.track,.h0{fill:#ebefed}
.h1{fill:#84d6b2}
.h2{fill:#2ba678}
.h3{fill:#0b6b49}
.paused{fill:#fff;stroke:#cfd8d4;stroke-dasharray:2 2}
.future{fill:none;stroke:#e2e8e5}
@media (prefers-color-scheme:dark){
text{fill:#eaf2ee}
.muted,.tiny{fill:#93a59c}
.first,.bar{fill:#3ecf98}
.card{fill:#101614;stroke:#26302c}
.track,.h0{fill:#1e2825}
.h1{fill:#17634a}
.h2{fill:#27a874}
.h3{fill:#6ff0bd}
.paused{fill:#101614;stroke:#3b4a44}
.future{stroke:#26332e}
}`;
