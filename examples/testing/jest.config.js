module.exports = {
  testMatch: ["<rootDir>/jest/*.test.ts"],
  // Jest runs CommonJS: without a flag of Node, it knows no import() of ES modules.
  transform: {
    "\\.ts$": ["ts-jest", { tsconfig: { module: "commonjs", isolatedModules: true, esModuleInterop: false } }],
  },
};
